"""The applicant's forms: what is typed and uploaded, made into the frozen commands of the services."""
