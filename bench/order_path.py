"""An order from the draft to its confirmation through the services, beside the bare ORM."""
