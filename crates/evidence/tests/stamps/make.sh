#!/usr/bin/env bash
# Makes the stamps that the tests read, with OpenSSL's own timestamping authority. Run by hand; what it made is committed,
# since every certificate of `short` was valid for a minute only. Each folder is one stamp as docs/formats/timestamps.md
# has it, but `loose`: certificates that no authority signs with, since they are not for timestamps alone.
#   make.sh REQUEST.tsq CHECKPOINT OUT
set -euo pipefail
request=$(realpath "$1") checkpoint=$(realpath "$2")
mkdir -p "$3" && out=$(realpath "$3")
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
cd "$work"

at() { date -u -d "$1" +%Y%m%d%H%M%SZ; }

config() { # config POLICY-DIGEST ESS-ID PRECISION
    cat <<EOF
[ca]
default_ca = ours
[ours]
new_certs_dir = .
database = index.txt
serial = serial
crlnumber = crlnumber
default_md = $1
policy = any
unique_subject = no
[any]
commonName = supplied
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[between]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
[stamps]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[loose]
extendedKeyUsage = timeStamping
[tsa]
default_tsa = local
[local]
serial = stamp-serial
crypto_device = builtin
signer_digest = $1
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256,sha384,sha512
accuracy = secs:1,millisecs:500
clock_precision_digits = $3
ordering = yes
tsa_name = yes
ess_cert_id_alg = $2
EOF
}

key() { # key KIND FILE
    case $1 in
    rsa) openssl genrsa -out "$2" 2048 2>/dev/null ;;
    *) openssl ecparam -name "$1" -genkey -noout -out "$2" ;;
    esac
}

# authority NAME KIND DIGEST ESS-ID PRECISION FROM UNTIL BETWEEN?
authority() {
    mkdir "$1" && cd "$1"
    config "$3" "$4" "$5" >conf
    : >index.txt && echo 1000 >serial && echo 01 >crlnumber && echo 01 >stamp-serial
    key "$2" root.key
    openssl req -new -key root.key -subj "/CN=Root of $1" -out root.csr
    openssl ca -batch -config conf ${padding:-} -selfsign -keyfile root.key -in root.csr -extensions root -notext \
        -startdate "$(at "$6")" -enddate "$(at "$7")" -out root.pem 2>/dev/null
    issuer=root
    if [ -n "$8" ]; then
        key "$2" between.key
        openssl req -new -key between.key -subj "/CN=Between of $1" -out between.csr
        openssl ca -batch -config conf ${padding:-} -keyfile root.key -cert root.pem -in between.csr -extensions between -notext \
            -startdate "$(at "$6")" -enddate "$(at "$7")" -out between.pem 2>/dev/null
        issuer=between
    fi
    key "$2" stamps.key
    openssl req -new -key stamps.key -subj "/CN=Stamps of $1" -out stamps.csr
    openssl ca -batch -config conf ${padding:-} -keyfile $issuer.key -cert $issuer.pem -in stamps.csr -extensions "${9:-stamps}" \
        -notext -startdate "$(at "$6")" -enddate "$(at "$7")" -out stamps.pem 2>/dev/null
    cd ..
}

list() { # list AUTHORITY ISSUER: a revocation list
    (cd "$1" && openssl ca -config conf -gencrl -keyfile "$2.key" -cert "$2.pem" -crldays 30 2>/dev/null |
        openssl crl -outform DER)
}

stamp() { # stamp AUTHORITY FOLDER
    mkdir -p "$out/$2"
    cp "$checkpoint" "$out/$2/checkpoint" && cp "$request" "$out/$2/request.tsq" && cp "$1/root.pem" "$out/$2/root.pem"
    cat "$1/stamps.pem" >"$out/$2/chain.pem"
    [ ! -e "$1/between.pem" ] || cat "$1/between.pem" >>"$out/$2/chain.pem"
    (cd "$1" && openssl ts -reply -config conf -queryfile "$request" -signer stamps.pem -inkey stamps.key \
        -out "$out/$2/reply.tsr" 2>/dev/null)
}

authority p256 prime256v1 sha256 sha256 0 "-1 hour" "+3650 days" ""
stamp p256 p256
list p256 root >"$out/p256/revocation-1.der"
(cd p256 && openssl ocsp -index index.txt -CA root.pem -rsigner root.pem -rkey root.key -issuer root.pem \
    -cert stamps.pem -ndays 30 -respout "$out/p256/revocation-2.der" >/dev/null 2>&1)

authority rsa rsa sha512 sha1 3 "-1 hour" "+3650 days" yes
stamp rsa rsa
list rsa between >"$out/rsa/revocation-1.der"

# Certificates signed by RSASSA-PSS.
padding="-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -sigopt rsa_mgf1_md:sha256"
authority pss rsa sha256 sha256 0 "-1 hour" "+3650 days" yes
padding=
stamp pss pss

authority p384 secp384r1 sha384 sha384 0 "-1 hour" "+3650 days" yes
stamp p384 p384

authority short prime256v1 sha256 sha256 0 "-30 seconds" "+30 seconds" ""
stamp short short

authority loose prime256v1 sha256 sha256 0 "-1 hour" "+3650 days" "" loose
mkdir -p "$out/loose" && cp loose/root.pem "$out/loose/root.pem" && cp loose/stamps.pem "$out/loose/chain.pem"

# Taken back after the stamp: orderly (superseded), and because the key was lost.
cp -r "$out/p256" "$out/superseded" && rm "$out/superseded/"revocation-*
cp -r p256 p256-lost
(cd p256 && openssl ca -config conf -keyfile root.key -cert root.pem -revoke stamps.pem -crl_reason superseded 2>/dev/null)
sleep 1
list p256 root >"$out/superseded/revocation-1.der"
cp -r "$out/superseded" "$out/lost"
(cd p256-lost && openssl ca -config conf -keyfile root.key -cert root.pem -revoke stamps.pem -crl_reason keyCompromise 2>/dev/null)
list p256-lost root >"$out/lost/revocation-1.der"
find "$out" -type f | xargs ls -l
