-- What compose.yaml's PostgreSQL does once. The password is that of an address nobody outside of
-- the compose network reaches; change it there and here where that is not so.
CREATE ROLE podquote LOGIN PASSWORD 'podquote';
CREATE DATABASE podquote OWNER podquote;
