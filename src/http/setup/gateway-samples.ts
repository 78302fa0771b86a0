/** What stands in textback.toml for a carrier; each is read by the tests as the daemon reads it. */
export const SMPP_GATEWAY = `[[gateway]]
name = "carrier"
kind = "smpp"
host = "smpp.carrier.example"
port = 2775
system_id = "acme"
password_file = "/etc/textback/smpp.secret"`;

export const SIP_GATEWAY = `[[gateway]]
name = "trunk"
kind = "sip-message"
endpoint = "trunk"    # as it is called in pjsip.conf`;
