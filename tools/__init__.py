"""What developers run beside the package: never installed, never imported by it."""
