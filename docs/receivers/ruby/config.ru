# Rack. CARILLON_SECRET=whsec_... rackup --port 8080
# Rack reads this file in the encoding of LANG: write nothing but ASCII.
require_relative "inbox"
require_relative "verify"

run(lambda do |env|
  input = env["rack.input"]
  input.rewind if input.respond_to?(:rewind) # some middleware may have read it; Rack 3 promises no rewind: stand before it
  body = input.read
  # HTTP_WEBHOOK_ID becomes webhook-id
  headers = env.select { |name, _| name.start_with?("HTTP_") }.transform_keys { |name| name[5..].downcase.tr("_", "-") }
  next [401, {}, []] unless from_carillon?(body, headers, ENV.fetch("CARILLON_SECRET"))
  store(body)
  [204, {}, []]
end)
