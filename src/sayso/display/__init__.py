"""How reports and claims look to a person: in a terminal and in a notebook."""
