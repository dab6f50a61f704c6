# frozen_string_literal: true

# Run beside a server: omnifund-local run -- ruby tests/omnifund_test.rb
require 'json'
require 'minitest/autorun'
require 'socket'
require 'tmpdir'
require 'omnifund'

class OmnifundTest < Minitest::Test
  USERNAME = ENV.fetch('OMNIFUND_USERNAME')
  PASSWORD = ENV.fetch('OMNIFUND_PASSWORD')
  CHECKOUT = ENV.fetch('CHECKOUT')

  include Omnifund

  def setup
    @config = Config.new
                    .set_base_url(ENV.fetch('OMNIFUND_BASE_URL'))
                    .set_credentials(ENV.fetch('OMNIFUND_CLIENT_ID'), ENV.fetch('OMNIFUND_CLIENT_SECRET'))
                    .set_ca_file(ENV.fetch('OMNIFUND_CA_FILE'))
    @client = Client.new(@config)
    @store = Store.open_memory
  end

  def teardown
    [@store, @client, @config].each(&:close)
  end

  def signed_in
    Session.open(@client, @store, USERNAME).tap { |session| session.sign_in(PASSWORD) }
  end

  def test_who_has_not_signed_in_is_told_so
    session = Session.open(@client, @store, 'nobody')
    assert_nil session.peek
    error = assert_raises(SignInRequired) { session.token }
    assert_equal Code::SIGN_IN_REQUIRED, error.code
    assert_equal Outcome::NOT_SENT, error.outcome
    assert_nil error.retry_after
    assert_equal 'OMNIFUND_CODE_SIGN_IN_REQUIRED', Omnifund.code_name(error.code)
  end

  def test_who_signs_in_has_a_token_that_logs_in_and_nothing_shows_it
    session = signed_in
    token = session.token
    assert_operator token.access_token.length, :>, 40
    refute_includes token.inspect + token.to_s, token.access_token
    assert_raises(TypeError) { Marshal.dump(token) }
    login = session.token_login
    assert_equal 200, login.status
    assert_kind_of String, login.header('content-type')
    assert_nil login.header('x-nothing')
  end

  def test_a_wrong_password_is_an_error_with_the_servers_words
    session = Session.open(@client, @store, USERNAME)
    error = assert_raises(Error) { session.sign_in('wrong-password') }
    assert_equal Code::WRONG_PASSWORD, error.code
    assert_equal Outcome::REFUSED, error.outcome
    assert_equal 'invalid_grant', error.oauth_error
    assert_equal 400, error.http_status
    refute_includes error.full_message + error.inspect, 'wrong-password'
  end

  def test_a_server_that_is_away_is_tried_later
    client = Client.new(Config.new.set_base_url('http://127.0.0.1:1').set_credentials('id', 'secret'))
    error = assert_raises(TryLater) { client.password_grant('alice', 'password') }
    assert_operator error.retry_after, :>, 0
  end

  def test_a_session_tells_how_it_stands
    session = signed_in
    status = session.status
    assert_predicate status, :signed_in?
    assert_operator status.seconds_left, :>, 0
    assert_nil status.failing_since
    session.sign_out
    refute_predicate session.status, :signed_in?
    assert_predicate session.status, :signed_out?
  end

  def test_a_store_lists_its_sessions_and_oauth_clients_in_any_characters
    session = Session.open(@client, @store, 'Müller €'.encode('UTF-16'))
    session.adopt('an-access-token', 'a-refresh-token', 4_102_444_800, false)
    assert_equal ['Müller €'], @store.sessions.map(&:username)
    assert_equal 1, @store.sessions(@client).length
    @store.save_client('Till 7', 'an-id', 'a-secret')
    assert_equal ['Till 7'], @store.clients.map(&:name)
  end

  def test_a_body_is_sent_as_it_is_and_answered
    request = Request.new('POST', '/api/customers').set_body('application/json', '{"lastName": "Müller"}')
    response = signed_in.request(request)
    assert_equal 201, response.status
    assert_equal Outcome::DONE, response.outcome
    assert_equal 'Müller', JSON.parse(response.body.force_encoding('UTF-8'))['lastName']
  end

  def test_what_was_opened_is_closed_in_any_order_and_twice
    session = signed_in
    [@config, @client, @store, @config].each(&:close)
    session.token.close
    assert_raises(Bug) { Client.new(@config) }
    session.use { |one| one.token.close }
    assert_raises(Bug) { session.token }
  end

  def test_what_is_closed_while_others_use_it_ends_behind_the_last_of_them
    30.times do
      session = signed_in
      users = Array.new(3) do
        Thread.new do
          500.times { session.token.close }
        rescue Bug
          nil
        end
      end
      Thread.pass
      session.close
      users.each(&:join)
    end
  end

  def test_a_thread_that_waits_does_not_hold_up_others
    server = TCPServer.new('127.0.0.1', 0)
    # It answers while the call waits for it, which it could not if that held the interpreter.
    answering = Thread.new do
      socket = server.accept
      # It reads the whole before it answers: an answer in the midst of a request may be lost.
      length = socket.gets("\r\n\r\n")[/content-length: (\d+)/i, 1].to_i
      socket.read(length)
      socket.write("HTTP/1.1 503 Later\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")
      socket.close
    end
    config = Config.new.set_base_url("http://127.0.0.1:#{server.addr[1]}").set_credentials('id', 'secret')
    error = assert_raises(TryLater) { Client.new(config).password_grant('alice', 'password') }
    assert_equal 7, error.retry_after
    answering.join
    server.close
  end

  def test_a_forked_child_goes_on_with_its_parents_session
    session = signed_in
    expected = session.token.use(&:access_token)
    reader, writer = IO.pipe
    child = fork do
      writer.write(session.token.use(&:access_token) == expected ? 'the same' : 'another')
      writer.close
      exit!(0)
    end
    writer.close
    assert_equal 'the same', reader.read
    Process.wait(child)
  end

  def test_an_unfit_text_is_a_bug_that_is_not_repeated
    ["hush\0hush", "hush\xFF", "hush\xD8".dup.force_encoding('UTF-16LE')].each do |unfit|
      error = assert_raises(Bug) { @config.set_credentials('id', unfit) }
      refute_includes error.full_message, 'hush'
    end
    assert_equal(Code::NULL_ARGUMENT, assert_raises(Bug) { Session.open(nil, @store, 'alice') }.code)
  end

  def test_a_line_of_the_log_is_taken_out_of_a_queue
    queue = LogQueue.new
    Client.new(@config.log_to_queue(queue, LogLevel::DEBUG)).password_grant(USERNAME, PASSWORD).close
    line = queue.take
    refute_empty line.message
    refute_includes line.message, PASSWORD
  end

  def test_a_store_of_the_programs_own_is_asked
    functions = Raw::StoreFunctions.new
    functions[:size] = Raw::StoreFunctions.size
    functions[:version] = 1
    failed = proc { StoreAnswer::FAILED }
    kept = {
      connect: proc { |_, _, _, sink|
        told = Raw::StoreSink.new(sink)
        told[:message].call(told[:call], 'the line to the database is cut')
        StoreAnswer::UNREACHABLE
      },
      disconnect: proc {}, identify: failed, load: failed, lease: failed, swap: failed, release: failed, list: failed
    }
    kept.each { |name, function| functions[name] = function }
    Dir.mktmpdir do |scratch|
      options = StoreOptions.new.set_journal(File.join(scratch, 'journal'))
      error = assert_raises(Error) do
        Calls.pointer(:omnifund_store_open_functions, functions.pointer, Key.from_bytes("\0" * 32), options)
      end
      assert_equal Code::STORE_UNREACHABLE, error.code
      assert_includes error.message, 'the line to the database is cut'
    end
  end

  def test_a_callback_is_told_of_each_session
    @store.sessions
    session = signed_in
    told = []
    FFI::MemoryPointer.new(:pointer) do |error|
      code = Raw.omnifund_session_keep_alive(
        @client.pointer, @store.pointer, 0, 2000, proc { |_, username, failure| told << [username, failure.null?] },
        nil, error
      )
      assert_equal 0, code
    end
    assert_equal [[USERNAME, true]], told
    session.close
  end

  def test_it_leaks_nothing_neither_closed_nor_forgotten
    session = signed_in
    rounds(session, 2000)
    growths = Array.new(10) do
      before = resident
      rounds(session, 1000)
      resident - before
    end
    # The interpreter grows and shrinks now and then; what leaks does so each time.
    assert_operator growths.sort[5], :<, 200
  end

  def rounds(session, count)
    count.times do |round|
      session.token.close
      session.status
      @store.sessions
      Request.new('GET', '/api/customers') # Forgotten.
      assert_raises(Bug) { Store.open_file('') }
      GC.start if (round % 500).zero?
    end
    GC.start
  end

  # In KiB, of Linux.
  def resident
    File.read('/proc/self/status')[/VmRSS:\s*(\d+)/, 1].to_i
  end

  def described
    JSON.parse(File.read(File.join(CHECKOUT, 'include/omnifund-api.json')))
  end

  def test_each_function_is_offered
    files = %w[classes calls library].map { |name| File.join(CHECKOUT, "bindings/ruby/lib/omnifund/#{name}.rb") }
    layer = files.map { |file| File.read(file) }.join
    functions = described['functions']
    assert_operator functions.length, :>, 200
    functions.each do |function|
      name = function['c_name']
      assert_respond_to Raw, name
      # Classes have no manners for functions that the library calls.
      is_raw = function['returns']['kind'] == 'live_number' || function['parameters'].any? do |one|
        one['kind'] == 'struct' || (one['kind'] == 'callback' && !one['nullable'])
      end
      assert(is_raw || layer.match?(/[:.]#{name}\b/), "#{name} is called by no class")
    end
  end

  def test_each_constant_has_its_number
    described['enums'].each do |of|
      names = of['values'].to_h { |value| [value['name'].to_sym, value['number']] }
      constants = Omnifund.const_get(of['name'].split('_').map(&:capitalize).join)
      assert_equal names, constants.constants.to_h { |name| [name, constants.const_get(name)] }
    end
    named = described['settings'].map { |one| one['name'] }
    assert_equal named.sort, Setting.constants.map { |name| Setting.const_get(name) }.sort
  end
end
