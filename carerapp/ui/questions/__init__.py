"""The controls of questions, by what a person does with them: type, choose, list, show a picture."""
