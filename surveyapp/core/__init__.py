"""What a round is: questionnaires, answers, conditions and comparison in plain Python, without web or database."""
