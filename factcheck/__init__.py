"""Cross-source fact consistency for the press."""
