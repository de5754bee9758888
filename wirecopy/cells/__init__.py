"""Cells: killable processes in which strangers' bytes are parsed, and the functions that run there."""
