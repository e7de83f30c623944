"""The command line's door: the words of a shell in, text or JSON out."""
