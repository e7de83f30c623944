"""The doors: translate in, one call to the core, translate out."""
