# The two signatures of a request from Carillon. One of them is enough; the first also protects from old requests.
require "openssl"

# snippet: standard
# require "openssl"
# body: the raw text; request.raw_post in Rails, request.body.read in Rack. headers: named in lower case.
def from_carillon?(body, headers, secret)
  key = secret
  if secret.start_with?("whsec_")
    text = secret.delete_prefix("whsec_")
    key = text.ljust((text.size + 3) / 4 * 4, "=").unpack1("m0") # raises when it is no base64
  end
  raise ArgumentError, "not Carillon's secret" if key.bytesize < 24 # a placeholder would be a key that everybody knows
  time = headers["webhook-timestamp"].to_s
  return false unless time.match?(/\A\d+\z/) && (Time.now.to_i - time.to_i).abs <= 300 # an old request, sent again
  signed = "#{headers["webhook-id"]}.#{time}.".b + body.b
  expected = "v1,#{[OpenSSL::HMAC.digest("SHA256", key, signed)].pack("m0")}"
  # While the secret is being rotated there are several signatures; one has to fit.
  headers["webhook-signature"].to_s.split(" ").any? { |given| OpenSSL.secure_compare(given, expected) }
end
# end

# snippet: plain
# require "openssl"
# body: the raw text; request.raw_post in Rails, request.body.read in Rack. headers: named in lower case.
def signed_by_carillon?(body, headers, secret)
  raise ArgumentError, "not Carillon's secret" if secret.bytesize < 24 # a placeholder is known to everybody
  expected = OpenSSL::HMAC.hexdigest("SHA256", secret, body)
  # signature-next is there while the secret is being rotated.
  headers.values_at("signature", "signature-next").compact.any? { |given| OpenSSL.secure_compare(given, expected) }
end
# end
