"""bench/run: runs the programs that are measured, keeps what they took, compares and draws it."""
