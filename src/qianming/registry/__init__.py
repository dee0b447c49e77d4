"""The registry: what is stored, how it is read, and how rows become the plain data that `core` decides on."""
