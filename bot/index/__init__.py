"""The database: tables, the write side (catalogue), the read side (one module an engine)."""
