-- Inside a dead branch no inner branch is alive.
\if off
  \if on
    \echo a
  \elif on
    \echo b
  \else
    \echo c
  \endif
\else
  \echo d
\endif
