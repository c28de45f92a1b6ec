-- Operators by name.
create operator =#> (leftarg = int, rightarg = int, function = int4pl);
\do =#>
