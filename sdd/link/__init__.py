"""Room: facts of single files become knowledge across files: names, types, routes, calls."""
