"""Routes, one module a noun; each exports `router`."""
