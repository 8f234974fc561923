"""What ``pipeline.train`` learns from: annotated articles, and variants of them."""
