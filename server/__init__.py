"""OneWindow's backend: routes call services, services call store; rules are pure."""
