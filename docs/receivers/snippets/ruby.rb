# A receiver that takes what Carillon signed and nothing else.  CARILLON_SECRET=whsec_… PORT=8080 ruby ruby.rb
require "openssl"
require "socket"

# snippet: standard
# require "openssl"
# body: the raw text; request.raw_post in Rails, request.body.read in Rack. headers: named in lower case.
def from_carillon?(body, headers, secret)
  time = headers["webhook-timestamp"].to_s
  return false unless time.match?(/\A\d+\z/) && (Time.now.to_i - time.to_i).abs <= 300 # an old request, sent again
  key = secret.start_with?("whsec_") ? secret.delete_prefix("whsec_").unpack1("m") : secret
  signed = "#{headers["webhook-id"]}.#{time}.#{body}"
  expected = "v1,#{[OpenSSL::HMAC.digest("SHA256", key, signed)].pack("m0")}"
  headers["webhook-signature"].to_s.split(" ").any? { |given| OpenSSL.secure_compare(given, expected) }
end
# end

# snippet: plain
# require "openssl"
# body: the raw text; request.raw_post in Rails, request.body.read in Rack. headers: named in lower case.
def signed_by_carillon?(body, headers, secret)
  expected = OpenSSL::HMAC.hexdigest("SHA256", secret, body)
  # signature-next is there while the secret is being rotated.
  headers.values_at("signature", "signature-next").compact.any? { |given| OpenSSL.secure_compare(given, expected) }
end
# end

server = TCPServer.new("127.0.0.1", Integer(ENV.fetch("PORT")))
loop do
  Thread.new(server.accept) do |socket|
    socket.gets # the request line
    headers = {}
    while (line = socket.gets&.chomp) && !line.empty?
      name, value = line.split(": ", 2)
      headers[name.downcase] = value
    end
    body = socket.read(headers["content-length"].to_i)
    secret = ENV.fetch("CARILLON_SECRET")
    valid = from_carillon?(body, headers, secret) && signed_by_carillon?(body, headers, secret)
    socket.write("HTTP/1.1 #{valid ? "204 No Content" : "401 Unauthorized"}\r\nconnection: close\r\n\r\n")
  ensure
    socket.close
  end
end
