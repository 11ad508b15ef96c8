# Events as files, named by their ids. With a database: INSERT … ON CONFLICT (id) DO NOTHING, committed before the answer.
require "fileutils"
require "json"
require "securerandom"

INBOX = ENV.fetch("INBOX", "inbox")
FileUtils.mkdir_p(INBOX)

# Stores an event; false if it was there already. body: verified, as it came.
def store(body)
  id = JSON.parse(body).fetch("id")
  raise ArgumentError, "not an event's id" unless id.match?(/\Aevt_\w+\z/)
  draft = File.join(INBOX, "#{id}.#{SecureRandom.uuid}.draft")
  File.binwrite(draft, body)
  File.link(draft, File.join(INBOX, "#{id}.json")) # whole or not at all, if the process crashes
  true
rescue Errno::EEXIST
  false # a repeat
ensure
  FileUtils.rm_f(draft) if draft
end
