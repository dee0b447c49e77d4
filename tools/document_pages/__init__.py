"""Made-up licences and letters, drawn as pages and spoilt as scanners and phones spoil them."""
