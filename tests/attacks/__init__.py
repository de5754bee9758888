"""Hostile input, case by case: every test id is that of a row of docs/attacks.md, which says what wirecopy does.

`-k attack` runs them all. Each proves its case on real parts: sockets, cells, a ledger, the API, the command line.
"""
