# CARILLON_SECRET=whsec_… ruby sinatra_receiver.rb
require "sinatra"
require_relative "inbox"
require_relative "verify"

set :port, ENV.fetch("PORT", "8080")

post "/hook" do
  request.body.rewind # Sinatra may have looked for parameters in it
  body = request.body.read
  headers = %w[webhook-id webhook-timestamp webhook-signature].to_h { |name| [name, request.env["HTTP_#{name.upcase.tr("-", "_")}"]] }
  halt 401 unless from_carillon?(body, headers, ENV.fetch("CARILLON_SECRET"))
  store(body)
  204
end
