# Verifies, stores, answers. The work is done afterwards, from what is stored. Needs nothing but Ruby, whose own library
# has no HTTP server: with Rack, Rails or Sinatra use what the page about Ruby shows.
# CARILLON_SECRET=whsec_… PORT=8080 ruby receiver.rb
require "socket"
require_relative "inbox"
require_relative "verify"

SECRET = ENV.fetch("CARILLON_SECRET")
MOST_BYTES = 16 * 1024 * 1024 # Shopify's largest payloads have 10 MiB

def receive(socket)
  path = socket.gets.split(" ").fetch(1).split("?").first
  headers = socket.each_line(chomp: true).take_while { |line| !line.empty? }.to_h do |line|
    name, value = line.split(/:\s*/, 2)
    [name.downcase, value]
  end
  length = headers["content-length"].to_s
  return "411 Length Required" unless length.match?(/\A\d+\z/) # a body in chunks has none
  return "413 Content Too Large" if length.to_i > MOST_BYTES
  body = socket.read(length.to_i)
  # Two addresses, one for each kind of signature: keep the one that you use.
  genuine = path == "/hook/plain" ? signed_by_carillon?(body, headers, SECRET) : from_carillon?(body, headers, SECRET)
  return "401 Unauthorized" unless genuine
  store(body) # a repeat changes nothing, and is answered like the first
  "204 No Content"
rescue StandardError => error
  warn error.full_message
  "500 Internal Server Error" # Carillon sends it again
end

server = TCPServer.new("127.0.0.1", Integer(ENV.fetch("PORT", "8080")))
loop do
  Thread.new(server.accept) do |socket|
    socket.write("HTTP/1.1 #{receive(socket)}\r\nconnection: close\r\n\r\n")
  ensure
    socket.close
  end
end
