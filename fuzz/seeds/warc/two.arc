filedesc://a.arc 0.0.0.0 20260304050607 text/plain 7
1 0 by

http://example.org/ 192.0.2.1 20260304050607 text/html 39
HTTP/1.0 200 OK

<p>in an ARC</p>....
