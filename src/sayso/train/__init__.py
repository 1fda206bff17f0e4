"""Making the models that sayso ships, from annotated reports. Takes the extra ``train``: torch and its like."""
