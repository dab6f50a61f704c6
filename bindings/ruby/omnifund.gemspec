# frozen_string_literal: true

Gem::Specification.new do |gem|
  gem.name = 'omnifund'
  gem.version = '0.1.0'
  gem.summary = 'A valid OmniFund OAuth2 access token, every time, in all processes of a machine'
  gem.authors = ['libomnifund']
  gem.homepage = 'https://github.com/omnifund/libomnifund'
  gem.licenses = %w[MIT Apache-2.0]
  gem.files = Dir['lib/**/*.{rb,so,dll}'] + Dir['LICENSE-*'] + Dir['THIRD-PARTY*'] + ['README.md']
  gem.required_ruby_version = '>= 3.0'
  gem.add_dependency 'ffi', '~> 1.15'
end
