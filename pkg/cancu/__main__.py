"""Run the command line as `python -m cancu`."""

from cancu.api.command_line import main

if __name__ == "__main__":
    main()
