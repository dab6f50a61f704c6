# frozen_string_literal: true

# A till: it never thinks of tokens. It asks for a valid one before each request, and the library
# refreshes when it must, in one of all the processes that share the store.
#
# Run:   ruby session.rb [LOGINS]
#        with OMNIFUND_BASE_URL, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET, OMNIFUND_USERNAME and
#        OMNIFUND_STORE (a directory, made where there is none) set; OMNIFUND_PASSWORD where nobody
#        has signed in yet; OMNIFUND_CA_FILE where the server has an authority of its own.
#
# It logs in LOGINS times, a second apart (once unless told), or with "until-renewed" until it was
# handed a second access token.

# With the gem installed this line is not wanted.
$LOAD_PATH.unshift(File.expand_path('../../bindings/ruby/lib', __dir__))
require 'omnifund'

def required(name)
  ENV.fetch(name) { abort "#{name} is not set" }
end

def open_session
  config = Omnifund::Config.new
                           .set_base_url(required('OMNIFUND_BASE_URL'))
                           .set_credentials(required('OMNIFUND_CLIENT_ID'), required('OMNIFUND_CLIENT_SECRET'))
  config.set_ca_file(ENV['OMNIFUND_CA_FILE']) if ENV['OMNIFUND_CA_FILE']
  client = Omnifund::Client.new(config)
  store = Omnifund::Store.open_file(required('OMNIFUND_STORE'))
  Omnifund::Session.open(client, store, required('OMNIFUND_USERNAME'))
end

# A valid access token. Only where the store has none, and can come to none, is the password used.
def valid_token(session)
  session.token.use(&:access_token)
rescue Omnifund::SignInRequired
  session.sign_in(required('OMNIFUND_PASSWORD'))
  puts '    signed in by password'
  session.token.use(&:access_token)
end

def main(wanted)
  logins = wanted.to_i
  first = nil
  open_session.use do |session|
    loop do
      # A token is a secret: its first characters tell two of them apart, and let nobody in.
      shown = valid_token(session)[0, 6]
      status = session.token_login.use(&:status)
      puts "    access token #{shown}... (redacted), token login #{status}"

      first ||= shown
      logins -= 1
      break if wanted == 'until-renewed' ? first != shown : logins <= 0

      sleep 1
    end
  end
end

begin
  main(ARGV.fetch(0, '1'))
rescue Omnifund::Error => e
  abort e.message
end
