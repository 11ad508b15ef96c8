# Verifies, stores, answers. The work is done afterwards, from what is stored. Needs nothing but Ruby, whose own library
# has no HTTP server: with Rack, Rails or Sinatra use what the page about Ruby shows.
# CARILLON_SECRET=whsec_… PORT=3000 ruby receiver.rb
require "socket"
require_relative "inbox"
require_relative "verify"

SECRET = ENV.fetch("CARILLON_SECRET")
raise "CARILLON_SECRET is empty" if SECRET.empty? # an empty key would let everybody in
MOST_BYTES = 16 * 1024 * 1024 # Shopify's largest payloads have 10 MiB

def receive(socket)
  path = socket.gets.split(" ").fetch(1)
  headers = socket.each_line(chomp: true).take_while { |line| !line.empty? }.to_h do |line|
    name, value = line.split(/:\s*/, 2)
    [name.downcase, value]
  end
  length = headers.fetch("content-length").to_i
  return "413 Content Too Large" if length > MOST_BYTES
  body = socket.read(length)
  # Two addresses, one for each kind of signature: keep the one that you use.
  genuine = path == "/hook/plain" ? signed_by_carillon?(body, headers, SECRET) : from_carillon?(body, headers, SECRET)
  return "401 Unauthorized" unless genuine
  store(body) # a repeat changes nothing, and is answered like the first
  "204 No Content"
rescue StandardError => error
  warn error.full_message
  "500 Internal Server Error" # Carillon sends it again
end

server = TCPServer.new("127.0.0.1", Integer(ENV.fetch("PORT", "3000")))
loop do
  Thread.new(server.accept) do |socket|
    socket.write("HTTP/1.1 #{receive(socket)}\r\nconnection: close\r\n\r\n")
  ensure
    socket.close
  end
end
