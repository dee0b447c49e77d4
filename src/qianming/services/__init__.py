"""The only writers: one module per noun, one function per verb."""
