"""The dashboard: pages rendered on the server, which work without JavaScript and refresh themselves with it."""
