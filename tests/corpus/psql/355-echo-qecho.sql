-- \qecho writes where results go.
\qecho a   :nothing 'b c'
\qecho -n x
\qecho y
