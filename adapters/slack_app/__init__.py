"""The Slack door: Socket Mode or signed HTTP in, Block Kit out."""
