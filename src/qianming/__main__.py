"""`python -m qianming` and the `qianming` command."""

from qianming.cli.app import main

if __name__ == "__main__":
    main()
