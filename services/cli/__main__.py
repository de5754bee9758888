"""`python -m services.cli` is `wirecopy`."""

from services.cli.main import main

main()
