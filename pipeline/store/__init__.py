"""Between analysis and tables: shards of finished articles on disk, and the typed tables made of them."""
