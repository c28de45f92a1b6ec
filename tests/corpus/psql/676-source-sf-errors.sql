-- No function, no name, no such arguments.
\sf
\sf nothing
\sf nothing(int)
\sf lower(nothing)
