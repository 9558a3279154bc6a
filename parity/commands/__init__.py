"""The subcommands of ``parity``, a file for those that belong together."""
