"""Room: rules are selected, asked, and their findings bound, identified and suppressed."""
