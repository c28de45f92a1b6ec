-- Branch commands may be indented and followed by blanks.
   \if   true   
	\echo yes
  \else  
	\echo no
  \endif  
