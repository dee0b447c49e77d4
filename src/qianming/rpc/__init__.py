"""The Alibaba-compatible face: it translates requests of the wire protocol into services and back."""
