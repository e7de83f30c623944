"""The core: knows podcasts, no chat platform; plain synchronous Python."""
