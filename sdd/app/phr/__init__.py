"""What a user can want of prompt history records, one file each."""
