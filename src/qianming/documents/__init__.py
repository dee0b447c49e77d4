"""Documents: what an uploaded file is, what it says, and the forms that we print. Proposes, never decides."""
