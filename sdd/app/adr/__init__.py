"""`sdd adr`: decisions of a project, one file per thing a user can want."""
