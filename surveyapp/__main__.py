"""`python -m surveyapp`: the command line without its installed name."""

from surveyapp.cli import main

main()
