-- Operator families and their members by access method and name.
\dAf hash uuid
\dAo hash uuid_ops
