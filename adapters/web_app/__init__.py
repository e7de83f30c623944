"""The web door: a page to ask on, its permalinks, an API, and health."""
